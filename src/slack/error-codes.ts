/** What a refusal of Slack calls for. */
export type SlackErrorClass =
  /** The same call may work later. */
  | 'transient'
  /** Some part of the call may have succeeded. */
  | 'once-more-unknown'
  /** This call will never work; others will. */
  | 'permanent-for-message'
  /** The message is gone, or can never be changed again. */
  | 'update-lost'
  /** No call with this token works. */
  | 'permanent-for-connection'
  /** Somebody has to change something in Slack or in the settings: see the remedy. */
  | 'admin-action'
  /** The view or the click it belongs to is not there any more, or not as it was. */
  | 'modal'
  /** Baton asked for something that it never should. */
  | 'programming-error';

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/**
 * Every error that Slack documents, in one class: also those of methods that Baton does not call, since Slack names the
 * same errors for more and more methods. https://docs.slack.dev/reference/methods
 */
export const CODES: Readonly<Record<SlackErrorClass, readonly string[]>> = {
  // A workspace that moves to an organisation comes back. A spent quota (`message_limit_exceeded`) does too, but names
  // no time, so its tries are counted.
  transient: words(`
    ratelimited rate_limited message_limit_exceeded service_unavailable internal_error request_timeout update_failed
    team_added_to_org org_login_required external_channel_migrating streaming_state_conflict
    fetch_members_failed list_record_comment_fetch_failed restricted_too_many
  `),

  'once-more-unknown': words('fatal_error'),

  // `channel_not_found` is here since it is also the answer for a person who left; its remedy is for channels. A thread
  // that is closed or cannot be one is a matter of that message. Texts and blocks depend on what people entered. A
  // cursor that is too old concerns one listing, which begins anew. The last three lines are of reactions, previews of
  // links, and people or groups that are not there.
  'permanent-for-message': words(`
    channel_not_found user_not_found users_not_found user_not_visible user_disabled user_not_in_channel
    invalid_user_combination cannot_reply_to_message restricted_action_thread_locked
    msg_too_long msg_blocks_too_long no_text invalid_blocks invalid_blocks_format
    invalid_metadata_format invalid_metadata_schema metadata_too_large invalid_cursor
    slack_connect_canvas_sharing_blocked slack_connect_file_link_sharing_blocked slack_connect_lists_sharing_blocked
    slack_connect_clip_sharing_blocked slack_connect_file_upload_sharing_blocked slack_connect_blocked_file_type
    thread_locked not_reactable already_reacted too_many_emoji too_many_reactions no_access
    cannot_find_channel cannot_unfurl_message cannot_unfurl_url cannot_prompt cannot_auth_user
    bot_not_found bots_not_found no_such_subteam thread_not_found
  `),

  'update-lost': words(`
    message_not_found cant_update_message cant_delete_message edit_window_closed is_inactive block_mismatch
    cannot_find_message
  `),

  'permanent-for-connection': words(`
    token_revoked account_inactive token_expired invalid_auth not_authed not_allowed_token_type
    two_factor_setup_required enterprise_is_restricted team_not_found
    invalid_token bad_token authorization_not_found
  `),

  // The token lives and one thing stands in the way. `access_denied` speaks of a resource and `app_access_restricted`
  // of a person, so neither is the end of the connection. The last four lines are answers to connecting.
  'admin-action': words(`
    missing_scope no_permission accesslimited access_denied app_access_restricted ekm_access_denied
    not_in_channel is_archived channel_is_limited_access too_many_members method_not_supported_for_channel_type
    restricted_action restricted_action_read_only_channel restricted_action_thread_only_channel
    restricted_action_non_threadable_channel messages_tab_disabled not_enabled
    cannot_find_service plan_upgrade_required
    bad_client_secret invalid_client_id bad_redirect_uri
    invalid_code user_email_unverified
    cannot_install_an_org_installed_app preview_feature_not_available
    invalid_client invalid_grant client_id_token_mismatch
  `),

  modal: words(`
    expired_trigger_id exchanged_trigger_id invalid_trigger_id duplicate_external_id hash_conflict not_found
    push_limit_reached view_too_large
  `),

  // Wrong requests, then what Baton never sends: files, attachments, drafts, a message's own id, broadcasts, other
  // senders, profile views, other workspaces' names, token rotation and PKCE, reactions, scheduled messages and previews
  // of links.
  'programming-error': words(`
    unknown_method method_deprecated deprecated_endpoint invalid_arg_name invalid_arguments invalid_array_arg
    invalid_charset invalid_form_data invalid_post_type missing_post_type missing_argument invalid_limit limit_required
    invalid_types is_bot not_bearer_token users_list_not_supplied not_enough_users too_many_users
    blocked_file_type file_deleted file_is_deleted file_not_found file_share_limit_reached max_file_sharing_exceeded
    missing_file_data posting_to_channel_denied unable_to_share_files
    attachment_payload_limit_exceeded invalid_attachments too_many_attachments too_many_contact_cards
    draft_already_deleted draft_already_sent draft_has_conflict draft_not_found
    duplicate_channel_not_found duplicate_message_not_found cant_broadcast_message no_dual_broadcast_content_update
    as_user_not_supported send_on_behalf_not_allowed markdown_text_conflict metadata_must_be_sent_from_app
    missing_profile_id not_implemented
    enterprise_not_found org_not_found missing_user team_not_on_enterprise fail_to_get_teams_for_restricted_user
    no_scopes oauth_authorization_url_mismatch invalid_grant_type invalid_refresh_token invalid_code_verifier
    pkce_not_allowed unsupported_grant_type token_already_exchanged token_rotation_not_enabled
    auth_mismatch invalid_event_context invalid_request invalid_message invalid_view
    bad_timestamp invalid_name no_item_specified no_users_provided invalid_team
    invalid_time time_in_past time_too_far invalid_scheduled_message_id
    invalid_metadata_filter_keys invalid_ts_latest invalid_ts_oldest
    cannot_parse_attachment invalid_source invalid_unfurl_id invalid_unfurls_format
    missing_channel missing_source missing_ts missing_unfurl_id missing_unfurls
  `),
};
