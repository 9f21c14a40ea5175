'use client'

import { type FaultProps, PageFault } from '../page-fault.tsx'

/** A fault in a page of the console: the frame stays, and with it the way elsewhere. */
export default function Fault(props: FaultProps) {
  return <PageFault {...props} />
}
