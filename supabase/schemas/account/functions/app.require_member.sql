create function app.require_member(p_tenant_id uuid, p_roles text[] default null)
returns text
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_role text;
  v_missing text;
  v_stack text;
begin
  perform app.require_user();
  select m.role into v_role from public.tenant_members m
  where m.tenant_id = p_tenant_id and m.user_id = auth.uid() and m.status = 'active';
  if v_role is null then
    raise sqlstate 'PT403' using message = 'not_a_member', hint = 'Ask the clinic for an invitation.';
  end if;
  v_missing := app.missing_second_factor(p_tenant_id, v_role);
  if v_missing is not null then
    raise sqlstate 'PT403' using message = 'second_factor_required', detail = v_missing, hint = 'Pass your second factor.';
  end if;
  if p_roles is not null and not v_role = any (p_roles) then
    raise sqlstate 'PT403' using message = 'forbidden', hint = 'Ask an administrator of the clinic.';
  end if;
  if exists (select from public.tenant_cancellations c where c.tenant_id = p_tenant_id) then
    get diagnostics v_stack = pg_context;
    perform app.refuse_when_cancelled(v_stack);
  end if;
  return v_role;
end;
$$;
comment on function app.require_member(uuid, text[]) is 'The caller''s role in the clinic. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 second_factor_required, PT403 forbidden, PT403 clinic_cancelled.';
revoke execute on function app.require_member(uuid, text[]) from public, anon, authenticated;
grant execute on function app.require_member(uuid, text[]) to authenticated, service_role;
