'use client'

import { useState } from 'react'
import { SelectField } from '#components/select-field.tsx'
import { TextField } from '#components/text-field.tsx'
import type { Day } from '#domain/day.ts'
import { type DeletableKind, deletableKinds, lookAgainOn } from '#domain/offboarding/account-end.ts'

type RequestFieldsProps = {
  likely: DeletableKind
  isSchool: boolean
  today: Day
  words: { kind: string; kinds: Record<DeletableKind, string>; on: string; again: string; againHelp: string }
}

/** What was asked for and when, with the day to look again that follows from both until somebody names another. */
export function RequestFields({ likely, isSchool, today, words }: RequestFieldsProps) {
  const [kind, setKind] = useState(likely)
  const [requestedOn, setRequestedOn] = useState('')
  const [left, setLeft] = useState<Day | null>(null)
  const proposed = left ?? lookAgainOn({ kind, isSchool, requestedOn, today })
  return (
    <>
      <SelectField
        name="kind"
        label={words.kind}
        defaultValue={likely}
        options={deletableKinds.map((value) => ({ value, label: words.kinds[value] }))}
        onText={(text) => setKind(deletableKinds.find((each) => each === text) ?? likely)}
      />
      <TextField name="requestedOn" type="date" label={words.on} required onText={setRequestedOn} />
      <TextField
        // A field keeps the value it began with: another proposal is another field, until somebody writes in it.
        key={proposed}
        name="lookAgainOn"
        type="date"
        label={words.again}
        help={words.againHelp}
        defaultValue={proposed}
        required
        onText={() => setLeft(proposed)}
      />
    </>
  )
}
