'use client'

import { type ReactNode, useState } from 'react'
import { type ActionAnswer, ActionForm } from '#components/action-form.tsx'
import { Banner } from '#components/banner.tsx'

type VerifyFormProps = {
  action: (form: FormData) => Promise<ActionAnswer<{ holds: boolean; words: string }>>
  children: ReactNode
}

/** Asks whether a file is ours, and shows the answer above the form. */
export function VerifyForm({ action, children }: VerifyFormProps) {
  const [verdict, setVerdict] = useState<{ holds: boolean; words: string } | null>(null)
  return (
    <>
      <div role="status">
        {verdict ? <Banner tone={verdict.holds ? 'brand' : 'refusal'}>{verdict.words}</Banner> : null}
      </div>
      <ActionForm
        action={async (form) => {
          const answer = await action(form)
          setVerdict(answer?.ok ? answer.value : null)
          return answer
        }}
      >
        {children}
      </ActionForm>
    </>
  )
}
