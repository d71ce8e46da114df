import { getLocale } from 'next-intl/server'
import { COUNTRIES } from '../../../server/identity/inputs.ts'
import { readSite } from '../../_trpc/server.ts'
import { SelectField } from '../../_ui/select-field.tsx'

/** The name of a country in the reader's language. */
export async function countryName(code: string): Promise<string> {
  return new Intl.DisplayNames(await getLocale(), { type: 'region' }).of(code) ?? code
}

/** A country of the list, to begin with the one this site is in. */
export async function CountryField({ label, description }: { label: string; description?: string }) {
  const locale = await getLocale()
  const names = new Intl.DisplayNames(locale, { type: 'region' })
  const options = COUNTRIES.map((value) => ({ value, label: names.of(value) ?? value }))
  return (
    <div className="grid gap-1">
      <SelectField
        label={label}
        name="country"
        defaultValue={readSite().region}
        options={options.toSorted((a, b) => a.label.localeCompare(b.label, locale))}
      />
      {description && <p className="text-1 text-ink-3">{description}</p>}
    </div>
  )
}
