export { NotFoundHere as default } from '../_ui/not-shown.tsx'
