create function app.take_seats(p_tenant_id uuid, p_owner_kind text, p_owner_id uuid)
returns integer
language plpgsql
set search_path = ''
as $$
begin
  perform app.lock_seats(p_tenant_id, p_owner_kind, p_owner_id);
  return app.end_seats(p_tenant_id, p_owner_kind, p_owner_id, 'taken');
end;
$$;
comment on function app.take_seats(uuid, text, uuid) is
  'The seats that an owner holds are sold; how many. A repetition finds nothing to do. Whoever has paid after the hold ended holds again first. Errors: none.';
revoke execute on function app.take_seats(uuid, text, uuid) from public, anon, authenticated;
