create function app.release_seats(p_tenant_id uuid, p_owner_kind text, p_owner_id uuid)
returns integer
language plpgsql
set search_path = ''
as $$
begin
  perform app.lock_seats(p_tenant_id, p_owner_kind, p_owner_id);
  return app.end_seats(p_tenant_id, p_owner_kind, p_owner_id, 'released');
end;
$$;
comment on function app.release_seats(uuid, text, uuid) is 'Lets go of the seats that an owner holds; those it has taken stay its own. Errors: none.';
revoke execute on function app.release_seats(uuid, text, uuid) from public, anon, authenticated;
