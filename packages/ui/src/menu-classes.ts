/** Looks shared by menus, selects and popovers. */
export const menuContentClasses =
  'z-50 min-w-40 overflow-y-auto overflow-x-hidden rounded-md border border-line bg-raised p-1 text-ink shadow-overlay animate-overlay-in outline-none'

export const menuItemClasses =
  'relative flex cursor-default select-none items-center gap-2 rounded-sm px-2 py-1 text-sm outline-none data-highlighted:bg-hover data-disabled:pointer-events-none data-disabled:opacity-50 data-[variant=danger]:text-failed data-[variant=danger]:data-highlighted:bg-failed-soft [&_svg]:size-3.5 [&_svg]:shrink-0'
