let audio: AudioContext | undefined;

/** Browsers let a page sound only after a click or key of the user: Go ready is one. desktop.md 3.3 */
export function unlockSound(): void {
  audio ??= new AudioContext();
  void audio.resume().catch(() => undefined);
  if ("Notification" in window && Notification.permission === "default") void Notification.requestPermission();
}

/** Two short tones; silent while nothing has unlocked the sound. */
export function playOffer(): void {
  if (audio === undefined || audio.state !== "running") return;
  const begin = audio.currentTime;
  for (const [at, hertz] of [
    [0, 660],
    [0.16, 880],
  ] as const) {
    const tone = new OscillatorNode(audio, { frequency: hertz });
    const volume = new GainNode(audio, { gain: 0 });
    volume.gain.linearRampToValueAtTime(0.2, begin + at + 0.02);
    volume.gain.linearRampToValueAtTime(0, begin + at + 0.15);
    tone.connect(volume).connect(audio.destination);
    tone.start(begin + at);
    tone.stop(begin + at + 0.16);
  }
}
