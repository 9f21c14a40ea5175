'use client'

import { type ReactNode, useActionState } from 'react'
import { Banner } from './banner.tsx'
import { FieldErrors } from './field-errors.ts'
import classes from './form.module.css'
import { QuietLink } from './quiet-link.tsx'
import { RefusalNotice } from './refusal-notice.tsx'
import { SecretField, TextField } from './text-field.tsx'

/** What an action tells its form: nothing yet, what came of it, or why it was refused, in the person's words. */
export type ActionAnswer<Value = unknown> =
  | null
  | { ok: true; value: Value }
  | {
      ok: false
      refusal: string
      nextStep?: { href: string; label: string }
      /** Passwords and codes that were not asked for before: their fields appear below the refusal. */
      asks?: { name: string; kind: 'password' | 'code'; label: string; revealLabel: string }[]
      fields?: Record<string, string>
    }

type ActionFormProps<Value> = {
  action: (form: FormData) => Promise<ActionAnswer<Value>>
  /** Fields that are not asked, such as the id of the subject. */
  hidden?: Record<string, string>
  /** Said after an answer without a refusal, where the page does not show it by itself. */
  doneWords?: string
  /** Called after an answer without a refusal. */
  onDone?: (value: Value) => void
  children: ReactNode
}

/** React empties a form when its action is over, refused or not (react.dev, "form"). What was typed stays. */
const keepTyped = (form: HTMLFormElement) => {
  const keep = (event: Event) => event.preventDefault()
  form.addEventListener('reset', keep)
  return () => form.removeEventListener('reset', keep)
}

/** What is asked for only now is what to go on with. */
const enter = (part: HTMLElement | null) => part?.querySelector('input')?.focus()

/**
 * A form whose expected refusals appear in it, above its fields and beside the ones they are about. The browser
 * checks nothing itself: it would speak its own language, not the page's.
 */
export function ActionForm<Value>(props: ActionFormProps<Value>) {
  const { action, hidden = {}, doneWords, onDone, children } = props
  const [answer, submit] = useActionState<ActionAnswer<Value>, FormData>(async (_previous, form) => {
    const next = await action(form)
    if (next?.ok) onDone?.(next.value)
    return next
  }, null)
  const refusal = answer?.ok === false ? answer : null
  return (
    <form action={submit} ref={keepTyped} className={classes.form} noValidate>
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {refusal ? (
        <RefusalNotice
          nextStep={
            refusal.nextStep && <QuietLink href={refusal.nextStep.href}>{refusal.nextStep.label}</QuietLink>
          }
        >
          {refusal.refusal}
        </RefusalNotice>
      ) : null}
      {answer?.ok && doneWords ? (
        <div role="status">
          <Banner tone="brand">{doneWords}</Banner>
        </div>
      ) : null}
      <FieldErrors value={refusal?.fields ?? {}}>
        {refusal?.asks?.map(({ name, kind, label, revealLabel }, at, { length }) => (
          <div key={name} ref={at === length - 1 ? enter : undefined}>
            {kind === 'code' ? (
              <TextField name={name} label={label} autoComplete="one-time-code" required />
            ) : (
              <SecretField
                name={name}
                label={label}
                revealLabel={revealLabel}
                autoComplete="current-password"
                required
              />
            )}
          </div>
        ))}
        {children}
      </FieldErrors>
    </form>
  )
}
