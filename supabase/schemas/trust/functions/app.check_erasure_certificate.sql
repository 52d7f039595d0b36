create function app.check_erasure_certificate(p_tenant_id uuid, p_subject jsonb, p_user_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  if not exists (
    select from public.erasures e
    where e.tenant_id = p_tenant_id and e.id = app.typed_id(p_subject ->> 'erasure_id') and e.state = 'done') then
    raise sqlstate 'PT404' using message = 'erasure_not_found';
  end if;
  return jsonb_build_object('erasure_id', p_subject ->> 'erasure_id');
end;
$$;
comment on function app.check_erasure_certificate(uuid, jsonb, uuid) is 'The certificate of an erasure that is done; the kind of export says for whom.';
revoke execute on function app.check_erasure_certificate(uuid, jsonb, uuid) from public, anon, authenticated;
