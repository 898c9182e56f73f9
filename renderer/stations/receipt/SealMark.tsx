import { RECEIPT } from '../../words';

/** A round seal in outline; the printed one stands on the receipt itself. */
export function SealMark() {
  return (
    <svg className="seal" viewBox="0 0 96 96" role="img" aria-label={RECEIPT.sealWord}>
      <circle cx="48" cy="48" r="44" fill="none" stroke="currentColor" strokeWidth="3" />
      <path
        fill="currentColor"
        d="M48 20l6.4 19.7h20.7L58.4 51.8l6.3 19.7L48 59.4 31.3 71.5l6.3-19.7-16.7-12.1h20.7z"
        transform="translate(15.8 9) scale(0.67)"
      />
      <text x="48" y="78" textAnchor="middle" fontSize="11" fontWeight="700" fill="currentColor">
        {RECEIPT.sealWord}
      </text>
    </svg>
  );
}
