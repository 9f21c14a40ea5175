import type { ReactNode } from 'react'

/** The shape of a mark, in the colour of the word beside it, which says the same. */
export function MarkDrawing({ stroke = 1.5, children }: { stroke?: number; children: ReactNode }) {
  return (
    <svg
      width="12"
      height="12"
      viewBox="0 0 12 12"
      fill="none"
      stroke="currentColor"
      strokeWidth={stroke}
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  )
}
