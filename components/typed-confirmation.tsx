'use client'

import { TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { SubmitButton } from './submit-button.tsx'

type TypedConfirmationProps = {
  /** What has to be typed, exactly; the server must compare it again. */
  expected: string
  /** Asks for it: "Type Skagen Kiosk to go on". */
  label: ReactNode
  help?: ReactNode
  /** Name of the form field that carries what was typed. */
  name?: string
  pendingLabel: string
  /** The button's verb. */
  children: ReactNode
}

/** Names with accents may be typed composed or decomposed; both are the same name. */
const plain = (text: string) => text.normalize('NFC').trim()

/** The last look before something that cannot be undone: its button waits until the name is typed. */
export function TypedConfirmation(props: TypedConfirmationProps) {
  const { expected, label, help, name = 'confirmation', pendingLabel, children } = props
  const [typed, setTyped] = useState('')
  return (
    <>
      <TextInput
        name={name}
        label={label}
        description={help}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
      />
      <div>
        <SubmitButton tone="danger" pendingLabel={pendingLabel} disabled={plain(typed) !== plain(expected)}>
          {children}
        </SubmitButton>
      </div>
    </>
  )
}
