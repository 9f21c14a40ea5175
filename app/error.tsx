'use client'

import { StandalonePage } from '#components/standalone-page.tsx'
import { type FaultProps, PageFault } from './page-fault.tsx'

/** A fault where there is no frame, or in the frame itself. */
export default function Fault(props: FaultProps) {
  return (
    <StandalonePage>
      <PageFault {...props} />
    </StandalonePage>
  )
}
