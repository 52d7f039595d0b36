-- Errors that say something about one person or one text, and nothing about the channel.
create function app.is_about_one_message(p_error_code text)
returns boolean
language sql
immutable
set search_path = ''
as $$
  select p_error_code in ('cancelled', 'opted_out', 'opted_out_at_provider', 'number_not_on_whatsapp', 'invalid_number',
    'outside_24h_window', 'template_required', 'template_not_found', 'template_rejected', 'template_variables_invalid',
    'channel_changed', 'no_active_channel', 'body_too_long');
$$;
revoke execute on function app.is_about_one_message(text) from public, anon, authenticated;
