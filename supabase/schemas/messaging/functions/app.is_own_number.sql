create function app.is_own_number(p_thread public.conversation_threads)
returns boolean
language sql
stable
set search_path = ''
as $$
  select exists (
    select from public.notification_channels c
    left join public.twilio_accounts a on a.tenant_id = c.tenant_id and a.channel_id = c.id
    where c.tenant_id = p_thread.tenant_id and p_thread.phone in (app.canonical_phone(c.phone), app.canonical_phone(a.sender_phone)));
$$;
comment on function app.is_own_number(public.conversation_threads) is
  'Whether a conversation is one of the clinic with itself: between two numbers of its own.';
revoke execute on function app.is_own_number(public.conversation_threads) from public, anon, authenticated;
