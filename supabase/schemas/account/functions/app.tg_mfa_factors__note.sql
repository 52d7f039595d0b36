-- Runs as the Auth service, which names nobody: the person of the factor is who acts. Whoever takes away a colleague's writes that down.
create function app.tg_mfa_factors__note()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_row auth.mfa_factors := coalesce(new, old);
  v_claims text := current_setting('request.jwt.claims', true);
begin
  if auth.uid() is distinct from v_row.user_id then
    if auth.uid() is not null then
      return null;
    end if;
    perform set_config('request.jwt.claims', jsonb_build_object('sub', v_row.user_id)::text, true);
  end if;
  perform app.audit(m.tenant_id, case tg_op when 'DELETE' then 'second_factor.removed' else 'second_factor.added' end, 'second_factor',
    v_row.id::text, case tg_op when 'DELETE' then jsonb_build_object('name', v_row.friendly_name) end,
    case tg_op when 'UPDATE' then jsonb_build_object('name', v_row.friendly_name) end)
  from public.tenant_members m where m.user_id = v_row.user_id and m.status = 'active';
  perform set_config('request.jwt.claims', coalesce(v_claims, ''), true);
  return null;
end;
$$;
revoke execute on function app.tg_mfa_factors__note() from public, anon, authenticated;
