'use client'

import { type ReactNode, useEffect, useRef } from 'react'

/**
 * Brings the keyboard back to where it was when a page drawn anew has moved or replaced what it stood on; where that is
 * gone, to the first place that is left. A place is an element around a link or button, named by its `data-kept`.
 */
export function KeepFocus({ children }: { children: ReactNode }) {
  const inside = useRef<HTMLDivElement>(null)
  const last = useRef<string | null>(null)
  useEffect(() => {
    const root = inside.current
    const note = ({ target }: FocusEvent) => {
      const place = target instanceof Element ? target.closest<HTMLElement>('[data-kept]') : null
      last.current = place?.dataset.kept ?? null
    }
    root?.addEventListener('focusin', note)
    return () => root?.removeEventListener('focusin', note)
  }, [])
  useEffect(() => {
    if (last.current === null || document.activeElement !== document.body) return
    const places = [...(inside.current?.querySelectorAll<HTMLElement>('[data-kept]') ?? [])]
    const place = places.find(({ dataset }) => dataset.kept === last.current) ?? places[0]
    place?.querySelector<HTMLElement>('a, button')?.focus()
  })
  return <div ref={inside}>{children}</div>
}
