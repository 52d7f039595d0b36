create function app.check_therapist_export(p_tenant_id uuid, p_subject jsonb, p_user_id uuid)
returns jsonb
language plpgsql
stable
set search_path = ''
as $$
begin
  -- the private folder is in it: nobody asks for another's
  if not exists (select from public.therapists t where t.tenant_id = p_tenant_id and t.user_id = p_user_id) then
    raise sqlstate 'PT403' using message = 'forbidden';
  end if;
  return jsonb_build_object('therapist_id', p_user_id);
end;
$$;
comment on function app.check_therapist_export(uuid, jsonb, uuid) is 'The own patients of whoever asks. Errors: PT403 forbidden.';
revoke execute on function app.check_therapist_export(uuid, jsonb, uuid) from public, anon, authenticated;
