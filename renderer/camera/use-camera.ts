/** A camera that is on while it is wanted: its picture in a video element, its codes to `onCode`. */
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';
import { type FrameReader, startFrameReader } from './frame-reader';

/** The rest between two frames, ms: a code is held for a second or more, and the core of the machine has other work. */
const REST_MS = 60;
/** The same code in sight is told once in this time, ms. */
const SAME_CODE_MS = 5000;

export type CameraState = 'starting' | 'watching' | 'none' | 'busy' | 'refused' | 'gone' | 'fault';

export interface CameraChoice {
  readonly id: string;
  readonly label: string;
}

export interface Camera {
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly state: CameraState;
  readonly cameras: readonly CameraChoice[];
  /** The one at work; empty while none is. */
  readonly current: string;
  /** WebAssembly is refused here, the slower reader is at work. */
  readonly slow: boolean;
}

/** `wanted`: id of a camera, or empty for any. Everything is let go when the component leaves. */
export function useCamera(wanted: string, onCode: (text: string) => void): Camera {
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<CameraState>('starting');
  const [cameras, setCameras] = useState<readonly CameraChoice[]>([]);
  const [current, setCurrent] = useState('');
  const [attempt, setAttempt] = useState(0);
  const [slow, setSlow] = useState(false);
  const tell = useEffectEvent(onCode);

  useEffect(() => {
    const off = new AbortController();
    let stream: MediaStream | null = null;
    setState('starting');
    const list = async () => {
      const found = await navigator.mediaDevices.enumerateDevices().catch(() => []);
      if (off.signal.aborted) return;
      setCameras(
        found
          .filter((device) => device.kind === 'videoinput' && device.deviceId !== '')
          .map((device) => ({ id: device.deviceId, label: device.label })),
      );
    };
    const start = async () => {
      try {
        stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: wishFor(wanted) });
      } catch (error) {
        if (!off.signal.aborted) setState(stateOf(error));
        return;
      }
      const place = video.current;
      if (off.signal.aborted || !place) return letGo(stream);
      const [track] = stream.getVideoTracks();
      track?.addEventListener('ended', () => !off.signal.aborted && setState('gone'), { once: true });
      setCurrent(track?.getSettings().deviceId ?? '');
      place.srcObject = stream;
      await place.play().catch(() => undefined);
      await list();
      if (off.signal.aborted) return;
      setState('watching');
      const reader = startFrameReader({
        onReady: (wasm) => setSlow(!wasm),
        onFault: () => setState('fault'),
      });
      await watch(place, stream, reader, tell, off.signal);
    };
    const onChange = () => {
      void list();
      // One was plugged in, or again: begin anew.
      if (!stream?.active) setAttempt(attempt + 1);
    };
    navigator.mediaDevices.addEventListener('devicechange', onChange);
    void start();
    return () => {
      off.abort();
      navigator.mediaDevices.removeEventListener('devicechange', onChange);
      letGo(stream);
    };
  }, [wanted, attempt]);
  return { video, state, cameras, current, slow };
}

function wishFor(wanted: string): MediaTrackConstraints {
  const size = { width: { ideal: 1280 }, height: { ideal: 720 } };
  return wanted === '' ? size : { ...size, deviceId: { exact: wanted } };
}

function letGo(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

function stateOf(error: unknown): CameraState {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError') return 'refused';
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'none';
}

/** Frame after frame until called off, or until the camera is gone. */
async function watch(
  video: HTMLVideoElement,
  stream: MediaStream,
  reader: FrameReader,
  tell: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  signal.addEventListener('abort', reader.stop, { once: true });
  let told = { text: '', at: Number.NEGATIVE_INFINITY };
  while (!signal.aborted && stream.active) {
    if (video.readyState >= video.HAVE_CURRENT_DATA && video.videoWidth > 0) {
      const frame = await createImageBitmap(video).catch(() => null);
      const text = frame ? await reader.read(frame) : null;
      if (signal.aborted) return;
      const now = performance.now();
      if (text !== null && (text !== told.text || now - told.at > SAME_CODE_MS)) {
        told = { text, at: now };
        tell(text);
      }
    }
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
  }
}
