/** The photo of the card that was laid, for comparing with who stands there; nothing while there is none. */
import type { CredentialView } from '../../main/contract/calls';
import { useSnapshot } from '../hall';
import { PHOTO } from '../words';

export function CardPhoto({ credential }: { credential: CredentialView }) {
  const { photo } = useSnapshot();
  if (photo.card?.frameId !== credential.frameId) return null;
  const { image } = photo.card;
  if (!image) return null;
  return (
    <img
      className="card-photo"
      src={`data:${image.mediaType};base64,${image.base64}`}
      alt={PHOTO.alt}
      draggable={false}
    />
  );
}
