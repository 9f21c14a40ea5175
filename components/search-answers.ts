'use client'

import { useEffect, useState } from 'react'

/** What a search answers, in the reader's words. */
export type SearchAnswer = {
  /** How much was found, or that nothing was. */
  status: string
  groups: { id: string; label: string; choices: SearchChoice[] }[]
}
export type SearchChoice = { href: string; title: string; detail: string | null }

export type SearchState =
  /** Too little was typed to be sought. */
  | { kind: 'idle' }
  | { kind: 'answered'; sought: string; answer: SearchAnswer }
  /** No answer came: the server's own words where it said why. */
  | { kind: 'failed'; why: string | null }

const idle: SearchState = { kind: 'idle' }

/** Somebody typing makes a pause of this at the end of what they meant. */
const pauseMs = 120

/**
 * The latest answer to what is typed: asked for after a pause, given up when more is typed. What was answered last
 * stands until the next answer.
 */
export const useSearchAnswers = (source: string, typed: string, least: number): SearchState => {
  const [state, setState] = useState<SearchState>(idle)
  const sought = typed.trim()
  useEffect(() => {
    if (sought.length < least) {
      setState(idle)
      return
    }
    const stale = new AbortController()
    const pause = setTimeout(async () => {
      const next = await asked(`${source}${encodeURIComponent(sought)}`, sought, stale.signal)
      if (!stale.signal.aborted) setState(next)
    }, pauseMs)
    return () => {
      clearTimeout(pause)
      stale.abort()
    }
  }, [source, sought, least])
  return state
}

const asked = async (address: string, sought: string, signal: AbortSignal): Promise<SearchState> => {
  try {
    const response = await fetch(address, { signal, headers: { accept: 'application/json' } })
    if (response.ok) return { kind: 'answered', sought, answer: (await response.json()) as SearchAnswer }
    const isSaid = response.headers.get('content-type')?.startsWith('text/plain') ?? false
    return { kind: 'failed', why: isSaid ? await response.text() : null }
  } catch {
    return { kind: 'failed', why: null }
  }
}
