'use client'

import type { ReactNode } from 'react'
import { type ActionAnswer, ActionForm } from '#components/action-form.tsx'
import { type EnterWords, enter } from './enter.ts'

type JoinFormProps = {
  action: (form: FormData) => Promise<ActionAnswer<null>>
  token: string
  words: EnterWords
  children: ReactNode
}

/** Uses up a one-time link and signs the new member in with what they have just chosen. */
export function JoinForm({ action, token, words, children }: JoinFormProps) {
  const submit = async (form: FormData) => {
    const joined = await action(form)
    if (!joined?.ok) return joined
    return enter(String(form.get('login') ?? ''), String(form.get('password') ?? ''), '/', words)
  }
  return (
    <ActionForm action={submit} hidden={{ token }}>
      {children}
    </ActionForm>
  )
}
