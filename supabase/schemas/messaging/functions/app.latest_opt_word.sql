-- The last of those words that the person wrote in a conversation; NULLs when there is none.
create function app.latest_opt_word(p_tenant_id uuid, p_thread_id uuid, out effect text, out said_at timestamptz)
language plpgsql
stable
set search_path = ''
as $$
begin
  select m.opt_effect, m.occurred_at into effect, said_at
  from public.conversation_messages m
  where m.tenant_id = p_tenant_id and m.thread_id = p_thread_id and m.opt_effect is not null
  order by m.occurred_at desc, m.id desc limit 1;
end;
$$;
revoke execute on function app.latest_opt_word(uuid, uuid) from public, anon, authenticated;
