'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

type RefreshWhileProps = { active: boolean; everyMs?: number }

/** Asks the server for the page again while work runs elsewhere, and rests while nobody is looking. */
export function RefreshWhile({ active, everyMs = 2000 }: RefreshWhileProps) {
  const router = useRouter()
  useEffect(() => {
    if (!active) return
    const timer = setInterval(() => {
      if (!document.hidden) router.refresh()
    }, everyMs)
    return () => clearInterval(timer)
  }, [active, everyMs, router])
  return null
}
