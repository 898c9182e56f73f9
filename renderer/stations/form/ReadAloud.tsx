/** Reads a text aloud with a Chinese voice of this computer, where it has one; otherwise says that it has none. */
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { SIGN } from '../../words';

/** A voice of this machine only: what is read must not go to a service on the net. */
function chineseVoice(): SpeechSynthesisVoice | undefined {
  return window.speechSynthesis
    ?.getVoices()
    .find((voice) => voice.localService && /^(zh|cmn)/i.test(voice.lang));
}

export function ReadAloud({ text }: { text: string }) {
  const [voice, setVoice] = useState(chineseVoice);
  const [reading, setReading] = useState(false);
  useEffect(() => {
    const speech = window.speechSynthesis;
    if (!speech) return;
    const look = () => setVoice(chineseVoice());
    // The list of voices comes a moment after the page.
    speech.addEventListener('voiceschanged', look);
    return () => {
      speech.removeEventListener('voiceschanged', look);
      speech.cancel();
    };
  }, []);
  if (!voice) return <span className="quiet">{SIGN.noVoice}</span>;
  const read = () => {
    const speech = window.speechSynthesis;
    speech.cancel();
    if (reading) return setReading(false);
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    utterance.onend = () => setReading(false);
    utterance.onerror = () => setReading(false);
    setReading(true);
    speech.speak(utterance);
  };
  return <Button onClick={read}>{reading ? SIGN.stop : SIGN.readAloud}</Button>;
}
