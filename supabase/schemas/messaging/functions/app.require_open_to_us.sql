-- Whether the clinic may write to the person of a conversation at all.
create function app.require_open_to_us(p_thread public.conversation_threads)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_thread.blocked_at is not null then
    raise sqlstate 'PT409' using message = 'conversation_blocked', hint = 'Unblock the person first.';
  end if;
end;
$$;
comment on function app.require_open_to_us(public.conversation_threads) is 'An opt-out refuses what is sent by itself, never what a colleague writes. Errors: PT409 conversation_blocked.';
revoke execute on function app.require_open_to_us(public.conversation_threads) from public, anon, authenticated;
