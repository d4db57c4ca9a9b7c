export { AlertDialog, type AlertDialogProps } from './alert-dialog.tsx'
export { Badge, type BadgeProps } from './badge.tsx'
export { Button, type ButtonProps, buttonVariants } from './button.tsx'
export { Checkbox } from './checkbox.tsx'
export { cn } from './cn.ts'
export { CodeBlock } from './code-block.tsx'
export { CodeEditor } from './code-editor/code-editor.tsx'
export type { CodeEditorProps, LanguageEditorProps } from './code-editor/code-editor-props.ts'
export { PlainEditor } from './code-editor/plain-editor.tsx'
export {
  CommandDialog,
  type CommandDialogProps,
  CommandEmpty,
  CommandGroup,
  CommandItem,
  type CommandItemProps,
} from './command.tsx'
export {
  type CommandSource,
  CommandSourcesProvider,
  type PaletteCommand,
  type PaletteGroup,
  useCollectCommands,
  useCommandSource,
} from './command-sources.tsx'
export {
  ContextMenu,
  ContextMenuContent,
  ContextMenuGroup,
  ContextMenuItem,
  type ContextMenuItemProps,
  ContextMenuLabel,
  ContextMenuSeparator,
  ContextMenuSub,
  ContextMenuSubContent,
  ContextMenuSubTrigger,
  ContextMenuTrigger,
} from './context-menu.tsx'
export { CopyButton } from './copy-button.tsx'
export { copyText } from './copy-text.ts'
export { deferPart } from './defer-part.ts'
export { Dialog, type DialogProps } from './dialog.tsx'
export {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  type DropdownMenuCheckboxItemProps,
  DropdownMenuContent,
  DropdownMenuGroup,
  DropdownMenuItem,
  type DropdownMenuItemProps,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  type DropdownMenuRadioItemProps,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from './dropdown-menu.tsx'
export { EmptyState, type EmptyStateProps } from './empty-state.tsx'
export { ErrorState, type ErrorStateProps } from './error-state.tsx'
export { Field, type FieldProps } from './field.tsx'
export { type FieldControlProps, useFieldControl, useFieldLabelId } from './field-context.ts'
export { formatBytes } from './format-bytes.ts'
export { formatClock, formatCountdown, formatDuration, formatExactTime, formatRelativeTime } from './format-time.ts'
export { IconButton, type IconButtonProps } from './icon-button.tsx'
export { Input, Textarea, type TextareaProps } from './input.tsx'
export { checkJson, type JsonCheck } from './json/check-json.ts'
export { findJsonMistake, type JsonMistake } from './json/find-json-mistake.ts'
export { indentJson } from './json/indent-json.ts'
export type { JsonMapping, JsonTarget } from './json-view/json-mapping.ts'
export { type JsonKeys, jsonPath } from './json-view/json-path.ts'
export { JsonView, type JsonViewProps } from './json-view/json-view.tsx'
export { Kbd } from './kbd.tsx'
export { Label } from './label.tsx'
export { Popover, PopoverAnchor, PopoverClose, PopoverContent, PopoverTrigger } from './popover.tsx'
export { Select, type SelectOption, type SelectProps } from './select.tsx'
export { Skeleton } from './skeleton.tsx'
export { Spinner } from './spinner.tsx'
export {
  type DeadLetterStatusName,
  type ExecutionStatusName,
  type NodeRunStatusName,
  STATUS_LOOKS,
  type Status,
  type Tone,
} from './status.ts'
export { StatusBadge, type StatusBadgeProps, StatusIcon } from './status-badge.tsx'
export { Switch } from './switch.tsx'
export { Table, Td, Th, Tr } from './table.tsx'
export { Tabs, TabsContent, TabsList, TabsTrigger } from './tabs.tsx'
export { ThemeProvider } from './theme-provider.tsx'
export { ThemeToggle } from './theme-toggle.tsx'
export { Countdown, Duration, type DurationProps, RelativeTime, StoppedClock } from './time.tsx'
export { Toaster, toast } from './toaster.tsx'
export { Tooltip, type TooltipProps, TooltipProvider } from './tooltip.tsx'
export { useNow } from './use-now.ts'
