/** The mark: an apple cut across, its five seed chambers standing round the core. Decorates the name beside it. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <circle cx="16" cy="16" r="14.5" fill="none" stroke="var(--brand)" strokeWidth="2" />
      <circle cx="16" cy="16" r="11.5" fill="var(--brand)" />
      {[0, 72, 144, 216, 288].map((turn) => (
        <path
          key={turn}
          d="M16 14.4c-1.9-1.7-2.1-4.2 0-6.9 2.1 2.7 1.9 5.2 0 6.9Z"
          fill="var(--paper)"
          transform={`rotate(${turn} 16 16)`}
        />
      ))}
    </svg>
  )
}
