'use client'

import { useEffect, useRef } from 'react'

/** Scrolls to its section where the address names it: a page that arrives in parts had none when the browser looked. */
export function AnchorHere({ id }: { id: string }) {
  const here = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    if (window.location.hash === `#${id}`) here.current?.closest('section')?.scrollIntoView()
  }, [id])
  return <span ref={here} hidden />
}
