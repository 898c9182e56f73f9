import type { Frame, FrameContent } from '../../contract/flow/frame';
import type { Clock, Ids } from '../../contract/ports/clock';

/** Record 1 from one complete, checked message of a device. The bytes are taken over, not copied. */
export function assembleFrame(
  deviceId: string,
  content: FrameContent,
  ports: { ids: Ids; clock: Clock },
): Frame {
  const full = content.kind === 'code' ? { ...content, aim: content.aim ?? '' } : content;
  return { id: ports.ids.next(), deviceId, receivedAt: ports.clock.now(), content: full };
}
