'use client'

import type { ReactNode } from 'react'
import { ActionForm } from '#components/action-form.tsx'
import { type EnterWords, enter, textOf } from './enter.ts'

type SignInFormProps = { next: string; words: EnterWords; children: ReactNode }

/** Takes the fields `login` and `password`, and leads on to `next`. */
export function SignInForm({ next, words, children }: SignInFormProps) {
  const submit = (form: FormData) =>
    enter(
      textOf(form, 'login'),
      { password: textOf(form, 'password'), code: textOf(form, 'code') },
      next,
      words,
    )
  return <ActionForm action={submit}>{children}</ActionForm>
}
