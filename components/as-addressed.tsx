'use client'

import { useEffect, useRef } from 'react'

/**
 * Puts the fields of the form around back to what the address says once somebody comes Back to the page: a browser that
 * kept it alive shows what was chosen just before leaving.
 */
export function AsAddressed() {
  const here = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const reset = ({ persisted }: PageTransitionEvent) => {
      if (persisted) here.current?.closest('form')?.reset()
    }
    window.addEventListener('pageshow', reset)
    return () => window.removeEventListener('pageshow', reset)
  }, [])
  return <span ref={here} hidden />
}
