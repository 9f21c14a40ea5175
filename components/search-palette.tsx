'use client'

import { type KeyboardEvent, useEffect, useId, useRef, useState, useSyncExternalStore } from 'react'
import { HiddenText } from './hidden-text.tsx'
import { Highlighted } from './highlighted.tsx'
import { SearchIcon } from './icons.tsx'
import { QuietLink } from './quiet-link.tsx'
import { type SearchState, useSearchAnswers } from './search-answers.ts'
import classes from './search-palette.module.css'

type SearchPaletteProps = {
  /** Where answers come from, up to what is sought. */
  source: string
  /** What of the page's own address an answer depends on. */
  keep: string
  /** How many letters are sought at least. */
  least: number
  words: { open: string; label: string; placeholder: string; hint: string; failed: string; close: string }
}

/**
 * A search over everything, opened from the bar or by Ctrl-K. The browser's dialog keeps the focus and gives Escape; the
 * field is a combobox (ARIA APG), whose list is gone through while the focus stays in it.
 */
export function SearchPalette({ source, keep, least, words }: SearchPaletteProps) {
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const [typed, setTyped] = useState('')
  const [kept, setKept] = useState('')
  const [active, setActive] = useState(-1)
  /** Enter came before the answer to what is typed: its first line is followed when it does. */
  const [awaited, setAwaited] = useState(false)
  const state = useSearchAnswers(`${source}?${kept}q=`, typed, least)
  const shortcut = useSyncExternalStore(neverChanges, shortcutHere, shortcutElsewhere)
  const choices = state.kind === 'answered' ? state.answer.groups.flatMap((group) => group.choices) : []
  const isCurrent = state.kind === 'answered' && state.sought === typed.trim()

  const open = () => {
    const value = new URLSearchParams(location.search).get(keep)
    setKept(value === null ? '' : `${keep}=${encodeURIComponent(value)}&`)
    if (!dialog.current?.open) dialog.current?.showModal()
  }
  const close = () => dialog.current?.close()
  useEffect(() => {
    const openByKey = (event: globalThis.KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey) return
      event.preventDefault()
      document.getElementById(`${id}-open`)?.click()
    }
    document.addEventListener('keydown', openByKey)
    return () => document.removeEventListener('keydown', openByKey)
  }, [id])
  // A new answer begins at its first line.
  useEffect(() => setActive(state.kind === 'answered' ? 0 : -1), [state])
  useEffect(() => {
    if (!awaited || !isCurrent) return
    setAwaited(false)
    lineAt(list.current, 0)?.click()
  }, [awaited, isCurrent])
  useEffect(() => {
    lineAt(list.current, active)?.scrollIntoView({ block: 'nearest' })
  }, [active])

  const goThrough = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.key === 'Enter' && isCurrent) lineAt(list.current, active)?.click()
    else if (event.key === 'Enter') setAwaited(true)
    else if (step !== undefined && choices.length > 0) {
      setActive((active + step + choices.length) % choices.length)
    } else return
    event.preventDefault()
  }

  return (
    <>
      <button
        id={`${id}-open`}
        type="button"
        className={classes.opener}
        onClick={open}
        aria-keyshortcuts="Control+K Meta+K"
        aria-haspopup="dialog"
      >
        <SearchIcon />
        <span className={classes.openerText}>{words.open}</span>
        <kbd className={classes.openerText}>{shortcut}</kbd>
      </button>
      <dialog
        ref={dialog}
        className={classes.dialog}
        aria-label={words.label}
        closedby="any"
        onClose={() => {
          setTyped('')
          setAwaited(false)
        }}
      >
        <div className={classes.panel}>
          <div className={classes.field}>
            <SearchIcon />
            <input
              type="text"
              role="combobox"
              aria-label={words.label}
              aria-autocomplete="list"
              aria-expanded={choices.length > 0}
              aria-controls={`${id}-list`}
              aria-activedescendant={choices[active] ? `${id}-${active}` : undefined}
              aria-describedby={`${id}-hint`}
              placeholder={words.placeholder}
              value={typed}
              onChange={(event) => {
                setTyped(event.target.value)
                setAwaited(false)
              }}
              onKeyDown={goThrough}
              maxLength={200}
              autoComplete="off"
              spellCheck={false}
              enterKeyHint="go"
            />
            <button type="button" className={classes.close} onClick={close}>
              {words.close}
            </button>
          </div>
          <p className={classes.status} role="status">
            {statusOf(state, words.failed)}
          </p>
          <div ref={list} id={`${id}-list`} role="listbox" aria-label={words.label} className={classes.list}>
            {state.kind === 'answered' ? <Groups id={id} state={state} active={active} onGo={close} /> : null}
          </div>
          <p id={`${id}-hint`} className={classes.hint} hidden={choices.length > 0}>
            {words.hint}
          </p>
        </div>
      </dialog>
    </>
  )
}

const lineAt = (list: HTMLElement | null, at: number): HTMLElement | null =>
  list?.querySelector<HTMLElement>(`[data-at="${at}"]`) ?? null

const statusOf = (state: SearchState, failed: string): string => {
  if (state.kind === 'answered') return state.answer.status
  return state.kind === 'failed' ? (state.why ?? failed) : ''
}

type GroupsProps = {
  id: string
  state: Extract<SearchState, { kind: 'answered' }>
  active: number
  onGo: () => void
}

function Groups({ id, state: { answer, sought }, active, onGo }: GroupsProps) {
  const before = (at: number) =>
    answer.groups.slice(0, at).reduce((sum, { choices }) => sum + choices.length, 0)
  return answer.groups.map((group, groupAt) => (
    <fieldset key={group.id} aria-labelledby={`${id}-${group.id}`} className={classes.group}>
      <div id={`${id}-${group.id}`} role="presentation" className={classes.heading}>
        {group.label}
      </div>
      {group.choices.map(({ href, title, detail }, choiceAt) => {
        const at = before(groupAt) + choiceAt
        return (
          <QuietLink
            key={href}
            id={`${id}-${at}`}
            data-at={at}
            href={href}
            role="option"
            aria-selected={at === active}
            tabIndex={-1}
            className={classes.choice}
            onClick={onGo}
          >
            <span>
              <Highlighted text={title} sought={sought} />
            </span>
            {detail === null ? null : (
              <>
                <HiddenText>, </HiddenText>
                <span className={classes.detail}>
                  <Highlighted text={detail} sought={sought} />
                </span>
              </>
            )}
          </QuietLink>
        )
      })}
    </fieldset>
  ))
}

const neverChanges = () => () => undefined
const shortcutHere = () => (/Mac|iP(hone|ad|od)/.test(navigator.userAgent) ? '⌘K' : 'Ctrl K')
const shortcutElsewhere = () => 'Ctrl K'
