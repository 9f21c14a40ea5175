'use client'

import { type ReactNode, useState } from 'react'
import { type ActionAnswer, ActionForm } from '#components/action-form.tsx'
import { CopyField } from '#components/copy-field.tsx'
import classes from './link-form.module.css'

type LinkFormProps = {
  action: (form: FormData) => Promise<ActionAnswer<{ link: string }>>
  words: { link: string; linkHelp: string; copy: string; copied: string }
  children: ReactNode
}

/** Asks for what a one-time link needs and shows the one that comes back, which is the only time it can be seen. */
export function LinkForm({ action, words, children }: LinkFormProps) {
  const [link, setLink] = useState<string | null>(null)
  return (
    <>
      <ActionForm action={action} onDone={(value) => setLink(value.link)}>
        {children}
      </ActionForm>
      <div aria-live="polite" className={classes.link}>
        {link ? (
          <CopyField
            label={words.link}
            help={words.linkHelp}
            value={link}
            copyLabel={words.copy}
            copiedLabel={words.copied}
          />
        ) : null}
      </div>
    </>
  )
}
