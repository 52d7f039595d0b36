create function app.tell_agenda(p_tenant_id uuid, p_what text)
returns void
language sql
set search_path = ''
as $$
  select app.broadcast(p_tenant_id, 'agenda', jsonb_build_object('what', p_what));
$$;
comment on function app.tell_agenda(uuid, text) is
  'Tells open screens which part of the agenda''s set-up changed.';
revoke execute on function app.tell_agenda(uuid, text) from public, anon, authenticated;
