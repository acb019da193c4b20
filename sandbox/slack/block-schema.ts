import { z } from 'zod';

// Lengths and counts: https://docs.slack.dev/reference/block-kit/blocks. Additional properties are refused, as Slack does.
const plain = (max: number) =>
  z.strictObject({
    type: z.literal('plain_text'),
    text: z.string().min(1).max(max),
    emoji: z.boolean().optional(),
  });
const mrkdwn = (max: number) =>
  z.strictObject({
    type: z.literal('mrkdwn'),
    text: z.string().min(1).max(max),
    verbatim: z.boolean().optional(),
  });
const anyText = (max: number) => z.discriminatedUnion('type', [plain(max), mrkdwn(max)]);

const id = z.string().min(1).max(255).optional();
const style = z.enum(['primary', 'danger']).optional();
const url = z.string().min(1).max(3000);
const flag = z.boolean().optional();

const confirm = z
  .strictObject({ title: plain(100), text: anyText(300), confirm: plain(30), deny: plain(30), style })
  .optional();

// Slack's own sources differ on the length of an option's value, 75 or 150: the smaller one.
const optionWith = <T extends z.ZodType>(text: T) =>
  z.strictObject({ text, value: z.string().min(1).max(75), description: plain(75).optional() });
const plainOption = optionWith(plain(75));
const option = optionWith(anyText(75));

const button = z.strictObject({
  type: z.literal('button'),
  text: plain(75),
  action_id: id,
  value: z.string().min(1).max(2000).optional(),
  url: url.optional(),
  style,
  confirm,
  accessibility_label: z.string().min(1).max(75).optional(),
});
const common = { action_id: id, focus_on_load: flag, confirm };
const placeholder = plain(150).optional();
const staticSelect = z.strictObject({
  type: z.literal('static_select'),
  ...common,
  placeholder,
  options: z.array(plainOption).min(1).max(100),
  initial_option: plainOption.optional(),
});
/** In sections and inputs alone. */
const multiStaticSelect = z.strictObject({
  type: z.literal('multi_static_select'),
  ...common,
  placeholder,
  options: z.array(plainOption).min(1).max(100),
  initial_options: z.array(plainOption).min(1).max(100).optional(),
  max_selected_items: z.number().int().min(1).optional(),
});
const usersSelect = z.strictObject({
  type: z.literal('users_select'),
  ...common,
  placeholder,
  initial_user: z.string().optional(),
});
const datepicker = z.strictObject({
  type: z.literal('datepicker'),
  ...common,
  placeholder,
  initial_date: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
});
const timepicker = z.strictObject({
  type: z.literal('timepicker'),
  ...common,
  placeholder,
  initial_time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .optional(),
  timezone: z.string().optional(),
});
const externalSelect = z.strictObject({
  type: z.literal('external_select'),
  ...common,
  placeholder,
  initial_option: plainOption.optional(),
  min_query_length: z.number().int().min(0).optional(),
});
const channelsSelect = z.strictObject({
  type: z.literal('channels_select'),
  ...common,
  placeholder,
  initial_channel: z.string().optional(),
  response_url_enabled: flag,
});
const conversationsSelect = z.strictObject({
  type: z.literal('conversations_select'),
  ...common,
  placeholder,
  initial_conversation: z.string().optional(),
  response_url_enabled: flag,
});
const radioButtons = z.strictObject({
  type: z.literal('radio_buttons'),
  ...common,
  options: z.array(option).min(1).max(10),
  initial_option: option.optional(),
});
const checkboxes = z.strictObject({
  type: z.literal('checkboxes'),
  ...common,
  options: z.array(option).min(1).max(10),
  initial_options: z.array(option).min(1).max(10).optional(),
});
const overflow = z.strictObject({
  type: z.literal('overflow'),
  action_id: id,
  options: z.array(plainOption).min(1).max(5),
  confirm,
});
const image = z.strictObject({ type: z.literal('image'), image_url: url, alt_text: z.string().min(1).max(2000) });
const plainTextInput = z.strictObject({
  type: z.literal('plain_text_input'),
  action_id: id,
  placeholder,
  initial_value: z.string().max(3000).optional(),
  multiline: flag,
  min_length: z.number().int().min(0).max(3000).optional(),
  max_length: z.number().int().min(1).max(3000).optional(),
  focus_on_load: flag,
  dispatch_action_config: z
    .strictObject({
      trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])).min(1),
    })
    .optional(),
});

const choices = [
  ...[staticSelect, usersSelect, datepicker, radioButtons, checkboxes],
  ...[timepicker, externalSelect, channelsSelect, conversationsSelect],
] as const;
const actionElement = z.discriminatedUnion('type', [button, overflow, ...choices]);

const section = z
  .strictObject({
    type: z.literal('section'),
    block_id: id,
    text: anyText(3000).optional(),
    fields: z.array(anyText(2000)).min(1).max(10).optional(),
    accessory: z.discriminatedUnion('type', [button, overflow, image, multiStaticSelect, ...choices]).optional(),
    expand: flag,
  })
  .refine(({ text, fields }) => text !== undefined || fields !== undefined, 'missing required field: text or fields');

const everywhere = [
  section,
  z.strictObject({ type: z.literal('header'), block_id: id, text: plain(150) }),
  z.strictObject({ type: z.literal('divider'), block_id: id }),
  z.strictObject({
    type: z.literal('context'),
    block_id: id,
    elements: z
      .array(z.discriminatedUnion('type', [image, plain(2000), mrkdwn(2000)]))
      .min(1)
      .max(10),
  }),
  z.strictObject({ type: z.literal('actions'), block_id: id, elements: z.array(actionElement).min(1).max(25) }),
  z.strictObject({
    type: z.literal('image'),
    block_id: id,
    image_url: url,
    alt_text: z.string().min(1).max(2000),
    title: plain(2000).optional(),
  }),
  z.strictObject({
    type: z.literal('input'),
    block_id: id,
    label: plain(2000),
    hint: plain(2000).optional(),
    optional: flag,
    dispatch_action: flag,
    element: z.discriminatedUnion('type', [plainTextInput, multiStaticSelect, ...choices]),
  }),
] as const;

const markdown = z.strictObject({ type: z.literal('markdown'), block_id: id, text: z.string().min(1).max(12_000) });
const alert = z.strictObject({
  type: z.literal('alert'),
  block_id: id,
  text: anyText(3000),
  level: z.enum(['default', 'info', 'warning', 'error', 'success']).optional(),
});

export const messageBlocks = z.array(z.discriminatedUnion('type', [...everywhere, markdown])).max(50);
export const modalBlocks = z.array(z.discriminatedUnion('type', [...everywhere, alert])).max(100);

const title = plain(24);
export const modal = z
  .strictObject({
    type: z.literal('modal'),
    title,
    submit: title.optional(),
    close: title.optional(),
    blocks: modalBlocks,
    private_metadata: z.string().max(3000).default(''),
    callback_id: z.string().max(255).default(''),
    external_id: z.string().max(255).default(''),
    clear_on_close: z.boolean().default(false),
    notify_on_close: z.boolean().default(false),
  })
  .refine(({ submit, blocks }) => submit !== undefined || blocks.every(({ type }) => type !== 'input'), {
    path: ['submit'],
    message: 'missing required field: submit',
  });

export const home = z.strictObject({
  type: z.literal('home'),
  blocks: modalBlocks,
  private_metadata: z.string().max(3000).default(''),
  callback_id: z.string().max(255).default(''),
  external_id: z.string().max(255).default(''),
});

/** Real parts of Block Kit that the sandbox does not draw and therefore does not take. */
export const NOT_MODELLED: ReadonlySet<string> = new Set([
  ...['rich_text', 'table', 'video', 'file', 'call', 'context_actions', 'task_card', 'plan', 'card', 'carousel'],
  ...['data_visualization', 'data_table', 'container'],
  ...['multi_external_select', 'multi_users_select', 'multi_conversations_select'],
  ...['multi_channels_select', 'datetimepicker', 'email_text_input', 'url_text_input', 'number_input'],
  ...['rich_text_input', 'file_input', 'workflow_button', 'feedback_buttons', 'icon_button'],
]);
