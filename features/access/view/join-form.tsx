'use client'

import type { ReactNode } from 'react'
import { type ActionAnswer, ActionForm } from '#components/action-form.tsx'
import { type EnterWords, enter, textOf } from './enter.ts'

type JoinFormProps = {
  action: (form: FormData) => Promise<ActionAnswer<null>>
  token: string
  /** The sign-in name, where it is not asked for. */
  login?: string
  words: EnterWords
  children: ReactNode
}

/** Uses up a one-time link and signs in with what was just chosen. */
export function JoinForm({ action, token, login, words, children }: JoinFormProps) {
  const submit = async (form: FormData) => {
    const joined = await action(form)
    if (!joined?.ok) return joined
    const entered = await enter(
      textOf(form, 'login'),
      { password: textOf(form, 'password'), code: '' },
      '/',
      words,
    )
    // The link is used up: whoever has a second factor shows it at the door.
    if (entered?.ok === false && entered.asks) window.location.assign('/sign-in')
    return entered
  }
  return (
    <ActionForm action={submit} hidden={{ token, ...(login !== undefined && { login }) }}>
      {children}
    </ActionForm>
  )
}
