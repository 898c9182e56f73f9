/** Where somebody signs with a finger, a pen or the mouse. What comes out are the strokes, not a picture. */
import { type PointerEvent, useEffect, useRef, useState } from 'react';
import type { Signature } from '../../../main/contract/flow/signature';
import { SIGN } from '../../words';

/** Height of the pad to its width, in thousandths. */
const RATIO = 280;
const MOST_STROKES = 60;
const MOST_POINTS = 2000;
const NO_PRESSURE = 0.5;

type Stroke = Signature['strokes'][number];

export function SignPad({ onChange }: { onChange: (signature: Signature | null) => void }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [strokes, setStrokes] = useState<readonly Stroke[]>([]);
  const drawing = useRef<Stroke | null>(null);
  const startedAt = useRef(0);

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const draw = () => paint(element, strokes);
    draw();
    const watch = new ResizeObserver(draw);
    watch.observe(element);
    return () => watch.disconnect();
  }, [strokes]);

  const put = (event: PointerEvent<HTMLCanvasElement>) => {
    const stroke = drawing.current;
    const element = canvas.current;
    if (!stroke || !element) return;
    // Between two frames a pen says more than one point.
    const events = event.nativeEvent.getCoalescedEvents?.() ?? [];
    for (const one of events.length > 0 ? events : [event.nativeEvent]) {
      const point = pointOf(element, one, startedAt.current);
      const last = stroke.at(-1);
      if (stroke.length < MOST_POINTS && (!last || last[0] !== point[0] || last[1] !== point[1]))
        stroke.push(point);
    }
    paint(element, [...strokes, stroke]);
  };
  const begin = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.button !== 0 || strokes.length >= MOST_STROKES) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    if (strokes.length === 0) startedAt.current = event.timeStamp;
    drawing.current = [];
    put(event);
  };
  const end = (event: PointerEvent<HTMLCanvasElement>) => {
    const stroke = drawing.current;
    if (!stroke) return;
    put(event);
    drawing.current = null;
    const all = [...strokes, stroke];
    setStrokes(all);
    onChange({ ratio: RATIO, strokes: all });
  };
  const clear = () => {
    setStrokes([]);
    onChange(null);
  };
  return (
    <div className="sign-pad">
      <p className="sign-head">
        <span>{SIGN.pad}</span>
        <button type="button" className="link-button" disabled={strokes.length === 0} onClick={clear}>
          {SIGN.clear}
        </button>
      </p>
      <canvas
        ref={canvas}
        className="sign-canvas"
        style={{ aspectRatio: `1000 / ${RATIO}` }}
        aria-label={SIGN.padLabel}
        onPointerDown={begin}
        onPointerMove={put}
        onPointerUp={end}
        onPointerCancel={end}
      />
    </div>
  );
}

const within = (value: number, most: number) => Math.min(Math.max(Math.round(value), 0), most);

/** Thousandths of the pad's width; a mouse presses evenly. */
function pointOf(
  element: HTMLCanvasElement,
  event: globalThis.PointerEvent,
  startedAt: number,
): Stroke[number] {
  const { left, top, width } = element.getBoundingClientRect();
  const pressure = event.pointerType === 'pen' || event.pressure > 0 ? event.pressure : NO_PRESSURE;
  return [
    within(((event.clientX - left) * 1000) / width, 1000),
    within(((event.clientY - top) * 1000) / width, RATIO),
    within(event.timeStamp - startedAt, 600_000),
    within(pressure * 255, 255),
  ];
}

function paint(element: HTMLCanvasElement, strokes: readonly Stroke[]): void {
  const scale = window.devicePixelRatio;
  const { width, height } = element.getBoundingClientRect();
  element.width = Math.round(width * scale);
  element.height = Math.round(height * scale);
  const ink = element.getContext('2d');
  if (!ink) return;
  ink.lineCap = 'round';
  ink.lineJoin = 'round';
  ink.strokeStyle = getComputedStyle(element).color;
  for (const stroke of strokes) {
    for (const [index, point] of stroke.entries()) {
      if (index === 0 && stroke.length > 1) continue;
      const from = stroke[Math.max(index - 1, 0)] ?? point;
      ink.lineWidth = (1.6 + (3 * point[3]) / 255) * scale;
      ink.beginPath();
      ink.moveTo((from[0] * element.width) / 1000, (from[1] * element.width) / 1000);
      ink.lineTo((point[0] * element.width) / 1000, (point[1] * element.width) / 1000);
      ink.stroke();
    }
  }
}
