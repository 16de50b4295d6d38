import { useEffect, useState } from "react";
import { I18nProvider } from "react-aria-components";
import { useDesk, usePreferences, Words } from "./desktop/desk.ts";
import { Shell } from "./desktop/shell.tsx";
import { SignIn } from "./desktop/sign-in.tsx";
import { directionOf, type Say, wordsOf } from "./i18n/words.ts";

/** The whole desktop in the language that its reader chose. */
export function App() {
  const { language, theme, density } = usePreferences((chosen) => chosen);
  const phase = useDesk((state) => state.phase);
  const [say, setSay] = useState<{ readonly say: Say }>();
  useEffect(() => {
    let isOurs = true;
    void wordsOf(language).then((words) => {
      if (isOurs) setSay({ say: words });
    });
    return () => {
      isOurs = false;
    };
  }, [language]);
  useEffect(() => {
    const { documentElement: page } = document;
    page.lang = language;
    page.dir = directionOf(language);
    page.dataset["theme"] = theme;
    page.dataset["density"] = density;
  }, [language, theme, density]);
  if (say === undefined) return null;
  return (
    <I18nProvider locale={language}>
      <Words value={say.say}>
        {phase === "open" ? (
          <Shell />
        ) : (
          <main className="alone">
            {phase === "signedOut" ? <SignIn isAgain={false} /> : <p>{say.say("app.loading")}</p>}
          </main>
        )}
      </Words>
    </I18nProvider>
  );
}
