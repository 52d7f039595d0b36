-- Whether the clinic may write to the person of a conversation at all.
create function app.require_open_to_us(p_thread public.conversation_threads)
returns void
language plpgsql
stable
set search_path = ''
as $$
begin
  if p_thread.opted_out then
    raise sqlstate 'PT409' using message = 'opted_out', hint = 'The person asked not to be written to.';
  end if;
  if p_thread.blocked_at is not null then
    raise sqlstate 'PT409' using message = 'conversation_blocked', hint = 'Unblock the person first.';
  end if;
end;
$$;
comment on function app.require_open_to_us(public.conversation_threads) is 'Errors: PT409 opted_out, PT409 conversation_blocked.';
revoke execute on function app.require_open_to_us(public.conversation_threads) from public, anon, authenticated;
