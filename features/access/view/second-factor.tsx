'use client'

import { type ReactNode, useState } from 'react'
import { type ActionAnswer, ActionForm } from '#components/action-form.tsx'
import { ButtonLink } from '#components/button-link.tsx'
import { CopyField } from '#components/copy-field.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { TextField } from '#components/text-field.tsx'
import classes from './second-factor.module.css'

type SecondFactorWords = Record<
  | ('begin' | 'beginning' | 'scan' | 'secret' | 'secretHelp' | 'code' | 'confirm' | 'confirming')
  | ('recovery' | 'recoveryHelp' | 'copy' | 'copied' | 'picture' | 'added'),
  string
>

type SecondFactorProps = {
  begin: (form: FormData) => Promise<ActionAnswer<{ secret: string; cells: boolean[][] }>>
  confirm: (form: FormData) => Promise<ActionAnswer<{ recovery: string[] }>>
  words: SecondFactorWords
  /** Where to go on to afterwards, where this is a step on the way. */
  onward?: { href: string; label: string } | undefined
}

/** Sets a second factor up: a secret for the app, a first code of it, and recovery codes that are shown once. */
export function SecondFactor({ begin, confirm, words, onward }: SecondFactorProps) {
  const [begun, setBegun] = useState<{ secret: string; cells: boolean[][] } | null>(null)
  const [recovery, setRecovery] = useState<string[] | null>(null)
  if (recovery) {
    return (
      <div className={classes.steps} role="status">
        <p>{words.added}</p>
        <CopyField
          label={words.recovery}
          help={words.recoveryHelp}
          value={recovery.join('\n')}
          copyLabel={words.copy}
          copiedLabel={words.copied}
        />
        {onward ? (
          <div>
            <ButtonLink href={onward.href}>{onward.label}</ButtonLink>
          </div>
        ) : null}
      </div>
    )
  }
  if (!begun) {
    return (
      <ActionForm action={begin} onDone={setBegun}>
        <div>
          <SubmitButton tone="plain" pendingLabel={words.beginning}>
            {words.begin}
          </SubmitButton>
        </div>
      </ActionForm>
    )
  }
  return (
    <div className={classes.steps}>
      <p>{words.scan}</p>
      <Picture cells={begun.cells} title={words.picture} />
      <CopyField
        label={words.secret}
        help={words.secretHelp}
        value={begun.secret}
        copyLabel={words.copy}
        copiedLabel={words.copied}
      />
      <ActionForm action={confirm} onDone={(value) => setRecovery(value.recovery)}>
        <TextField name="code" label={words.code} autoComplete="one-time-code" required mono />
        <div>
          <SubmitButton tone="plain" pendingLabel={words.confirming}>
            {words.confirm}
          </SubmitButton>
        </div>
      </ActionForm>
    </div>
  )
}

/** A QR code: dark on light in every theme, since few cameras read the reverse, with its quiet zone of four cells. */
function Picture({ cells, title }: { cells: boolean[][]; title: string }): ReactNode {
  const size = cells.length + 8
  const path = cells
    .flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x + 4} ${y + 4}h1v1h-1z`] : [])))
    .join('')
  return (
    <svg className={classes.picture} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={title}>
      <path d={path} />
    </svg>
  )
}
