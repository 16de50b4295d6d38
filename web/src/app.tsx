import { lazy, Suspense, useEffect, useState } from "react";
import { I18nProvider } from "react-aria-components";
import { useDesk, useLocale, usePreferences, Words } from "./desktop/desk.ts";
import { Shell } from "./desktop/shell.tsx";
import { SignIn } from "./desktop/sign-in.tsx";
import { directionOf, type Say, wordsOf } from "./i18n/words.ts";

// Loaded by screens on a wall.
const Screen = lazy(() => import("./supervisor/screen.tsx").then((loaded) => ({ default: loaded.Screen })));
// Loaded once in a centre's life.
const SetUp = lazy(() => import("./desktop/set-up.tsx").then((loaded) => ({ default: loaded.SetUp })));

/** A page where nobody is signed in, with the token of its link. */
type Alone = { readonly kind: "screen" | "setUp"; readonly token: string };

/** The whole desktop in the language that its reader chose; `alone`: a screen on a wall, or the page that makes the first admin. */
export function App({ alone }: { readonly alone: Alone | undefined }) {
  const { language, theme, density } = usePreferences((chosen) => chosen);
  const locale = useLocale();
  const phase = useDesk((state) => state.phase);
  const [say, setSay] = useState<{ readonly say: Say }>();
  useEffect(() => {
    let isOurs = true;
    void wordsOf(language, locale).then((words) => {
      if (isOurs) setSay({ say: words });
    });
    return () => {
      isOurs = false;
    };
  }, [language, locale]);
  useEffect(() => {
    const { documentElement: page } = document;
    page.lang = language;
    page.dir = directionOf(language);
    page.dataset["theme"] = theme;
    page.dataset["density"] = density;
  }, [language, theme, density]);
  if (say === undefined) return null;
  return (
    <I18nProvider locale={locale}>
      <Words value={say.say}>
        {alone !== undefined ? (
          <Suspense fallback={<p>{say.say("app.loading")}</p>}>
            {alone.kind === "screen" ? <Screen token={alone.token} /> : <SetUp token={alone.token} />}
          </Suspense>
        ) : phase === "open" ? (
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
