/** What was typed into a field of a form; a file or nothing is the empty text, which the input's schema then judges. */
export function formText(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}
