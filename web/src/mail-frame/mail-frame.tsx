import { type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";
import { desk, usePreferences, useSay } from "../desktop/desk.ts";
import { Button } from "../ui/button.tsx";
import { createBridge } from "./bridge.ts";
import { alwaysShow, askMailView, type MailPart, type MailView } from "./mail-view.ts";
import { isDark, type Paper, paperOf } from "./paper.ts";
import { unfolding } from "./unfolding.ts";
import "./mail-frame.css";

type Props = {
  readonly id: string;
  readonly from: string;
  readonly part?: MailPart;
  /** What it quotes is open from the beginning. */
  readonly isUnfolded?: boolean;
};

type Shown = MailView & { readonly paper: Paper | undefined; readonly isUnfolded: boolean };

const fences = {
  bridge: "allow-scripts allow-popups allow-popups-to-escape-sandbox",
  locked: "allow-popups allow-popups-to-escape-sandbox",
} as const;

/** A mail as a document of its own behind a fence: opaque origin, no network, and only our one script. desktop.md 6 */
export function MailFrame({ id, from, part = "html", isUnfolded: opensUnfolded = false }: Props) {
  const say = useSay();
  const [images, setImages] = useState(false);
  const [isTurned, setTurned] = useState(false);
  const [isUnfolded, setUnfolded] = useState(opensUnfolded);
  const theme = usePreferences((chosen) => chosen.theme);
  const [view, setView] = useState<Shown>();
  const [isMissing, setMissing] = useState(false);
  useEffect(() => {
    let isOurs = true;
    void askMailView(desk.api, id, part, images).then((given) => {
      if (!isOurs) return;
      if (given.ok) setView({ ...given.value, paper: paperOf(theme, given.value.designed, isTurned), isUnfolded });
      else setMissing(true);
    });
    return () => {
      isOurs = false;
    };
  }, [id, part, images, theme, isTurned, isUnfolded]);
  if (isMissing) return <p className="problem">{say("mail.notShown")}</p>;
  if (view === undefined) return <p className="empty">{say("app.loading")}</p>;
  return (
    <div className="mail-frame" data-designed={view.designed}>
      {isDark(theme) && (
        <div className="remote verbs">
          <Button onPress={() => setTurned(!isTurned)}>
            {say(view.designed === isTurned ? "mail.lightPaper" : "mail.darkPaper")}
          </Button>
        </div>
      )}
      <Remote view={view} from={from} show={() => setImages(true)} />
      {view.linkWarnings.map(({ text, host }) => (
        <p key={`${text} ${host}`} className="problem">
          <span aria-hidden="true">⚠ </span>
          {say("mail.linkWarning", { text, host })}
        </p>
      ))}
      <Frame key={view.url} view={view} unfoldAnew={() => setUnfolded(true)} />
    </div>
  );
}

/** What the mail would have fetched, and how to have it fetched through the server. */
function Remote({ view, from, show }: { readonly view: MailView; readonly from: string; readonly show: () => void }) {
  const say = useSay();
  const { pictures, trackers, shown } = view.remote;
  if ((pictures === 0 || shown) && trackers === 0) return null;
  return (
    <div className="remote verbs">
      {pictures > 0 && !shown && (
        <>
          <span>{say("mail.picturesOff", { count: pictures })}</span>
          <Button onPress={show}>{say("mail.showPictures")}</Button>
          {from !== "" && (
            <Button onPress={() => alwaysShow(desk.api, from).then(show)} hint={from}>
              {say("mail.alwaysShow")}
            </Button>
          )}
        </>
      )}
      {trackers > 0 && <span>{say("mail.trackers", { count: trackers })}</span>}
    </div>
  );
}

type FrameProps = { readonly view: Shown; readonly unfoldAnew: () => void };

function Frame({ view: { url, mode, paper, isUnfolded }, unfoldAnew }: FrameProps) {
  const say = useSay();
  const [pixels, setPixels] = useState<number>();
  const frame = useRef<HTMLIFrameElement>(null);
  useEffect(() => {
    const read = createBridge(Date.now);
    const hear = ({ source, origin, data }: MessageEvent): void => {
      const element = frame.current;
      if (element === null || source !== element.contentWindow || origin !== "null") return;
      const said = read(data);
      if (said?.kind === "height") setPixels(said.pixels);
      // Keys work from inside a mail as they do everywhere; a click there leaves them with the page.
      if (said?.kind === "key") {
        element.dispatchEvent(new KeyboardEvent("keydown", { key: said.key, bubbles: true, cancelable: true }));
      }
      if (said?.kind === "click") element.closest<HTMLElement>(".message")?.focus();
    };
    addEventListener("message", hear);
    return () => removeEventListener("message", hear);
  }, []);
  useUnfolding(frame, mode, unfoldAnew);
  return (
    <iframe
      ref={frame}
      src={addressOf(url, { ...(isUnfolded ? { quoted: "open" } : {}), ...(paper === undefined ? {} : { paper }) })}
      title={say("mail.frame")}
      sandbox={fences[mode]}
      referrerPolicy="no-referrer"
      data-mode={mode}
      style={{
        ...(paper === undefined ? {} : { colorScheme: paper }),
        ...(pixels === undefined ? {} : { blockSize: pixels }),
      }}
    />
  );
}

const addressOf = (url: string, looks: Readonly<Record<string, string>>): string =>
  Object.keys(looks).length === 0 ? url : `${url}?${new URLSearchParams(looks)}`;

/** Our script in the frame opens what is folded there; where no script may run, the mail is shown once more, with all of it open. */
function useUnfolding(
  frame: RefObject<HTMLIFrameElement | null>,
  mode: MailView["mode"],
  unfoldAnew: () => void,
): void {
  const anew = useEffectEvent(unfoldAnew);
  useEffect(() => {
    const { current: element } = frame;
    let isAsked = false;
    const tell = (): void => {
      // Its origin is opaque, so it cannot be named.
      if (isAsked) element?.contentWindow?.postMessage("unfold", "*");
    };
    const unfold = (): void => {
      isAsked = mode === "bridge";
      if (isAsked) tell();
      else anew();
    };
    element?.addEventListener(unfolding, unfold);
    // Asked before the mail was there.
    element?.addEventListener("load", tell);
    return () => {
      element?.removeEventListener(unfolding, unfold);
      element?.removeEventListener("load", tell);
    };
  }, [frame, mode]);
}
