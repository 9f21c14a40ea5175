'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'
import classes from './pick-rows.module.css'

const boxesOf = (form: HTMLFormElement | null, name: string): HTMLInputElement[] =>
  form ? [...form.querySelectorAll<HTMLInputElement>(`input[type="checkbox"][name="${name}"]`)] : []

/** How many rows of the form around are picked, and how many there are to pick. */
const usePicked = (inside: { current: HTMLElement | null }, name: string) => {
  const [picked, setPicked] = useState({ count: 0, all: 0 })
  useEffect(() => {
    const form = inside.current?.closest('form') ?? null
    const count = () => {
      const boxes = boxesOf(form, name)
      setPicked({ count: boxes.filter(({ checked }) => checked).length, all: boxes.length })
    }
    // A page that was left and come back to keeps its ticks: they are counted once it stands.
    count()
    form?.addEventListener('change', count)
    return () => form?.removeEventListener('change', count)
  }, [inside, name])
  return picked
}

/** Ticks every row of the form around, or none. */
export function PickAll({ name, label }: { name: string; label: string }) {
  const box = useRef<HTMLInputElement>(null)
  const { count, all } = usePicked(box, name)
  useEffect(() => {
    if (box.current) box.current.indeterminate = count > 0 && count < all
  }, [count, all])
  const toggle = (isAll: boolean) => {
    const form = box.current?.form ?? null
    for (const each of boxesOf(form, name)) each.checked = isAll
    form?.dispatchEvent(new Event('change'))
  }
  return (
    <input
      ref={box}
      type="checkbox"
      className={classes.box}
      aria-label={label}
      checked={all > 0 && count === all}
      onChange={({ currentTarget }) => toggle(currentTarget.checked)}
    />
  )
}

type PickBarProps = {
  name: string
  /** Said while nothing is picked. */
  hint: string
  /** With `{count}` where the number stands. */
  picked: string
  /** What can be done with the rows that are picked. */
  children: ReactNode
}

/** What is done with picked rows; it stays in sight while the table scrolls, and works once a row is picked. */
export function PickBar({ name, hint, picked, children }: PickBarProps) {
  const bar = useRef<HTMLFieldSetElement>(null)
  const { count } = usePicked(bar, name)
  return (
    <fieldset ref={bar} className={classes.bar} data-picked={count > 0}>
      <span role="status">{count === 0 ? hint : picked.replace('{count}', String(count))}</span>
      <span className={classes.deeds}>{children}</span>
    </fieldset>
  )
}
