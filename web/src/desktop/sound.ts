import type { Sound } from "../state/preferences.ts";

let audio: AudioContext | undefined;

/** Browsers let a page sound only after a click or key of the user: Go ready is one. desktop.md 3.3 */
export function unlockSound(): void {
  audio ??= new AudioContext();
  void audio.resume().catch(() => undefined);
  if ("Notification" in window && Notification.permission === "default") void Notification.requestPermission();
}

/** When a tone begins and ends, in seconds, and how high it is. */
type Tone = { readonly at: number; readonly lasts: number; readonly hertz: number };

const tones: Readonly<Record<Sound["name"], readonly Tone[]>> = {
  tones: [
    { at: 0, lasts: 0.15, hertz: 660 },
    { at: 0.16, lasts: 0.15, hertz: 880 },
  ],
  bell: [
    { at: 0, lasts: 0.9, hertz: 1_047 },
    { at: 0, lasts: 0.6, hertz: 2_093 },
  ],
  knock: [
    { at: 0, lasts: 0.06, hertz: 180 },
    { at: 0.16, lasts: 0.06, hertz: 180 },
    { at: 0.32, lasts: 0.06, hertz: 180 },
  ],
};
const loudest = 0.4;

/** One of three short sounds; silent while nothing has unlocked it. */
export function playOffer({ name, volume: share }: Pick<Sound, "name" | "volume">): void {
  if (audio === undefined || audio.state !== "running") return;
  const begin = audio.currentTime;
  for (const { at, lasts, hertz } of tones[name]) {
    const tone = new OscillatorNode(audio, { frequency: hertz });
    const volume = new GainNode(audio, { gain: 0 });
    volume.gain.linearRampToValueAtTime(loudest * share, begin + at + 0.02);
    volume.gain.linearRampToValueAtTime(0, begin + at + lasts);
    tone.connect(volume).connect(audio.destination);
    tone.start(begin + at);
    tone.stop(begin + at + lasts + 0.01);
  }
}
