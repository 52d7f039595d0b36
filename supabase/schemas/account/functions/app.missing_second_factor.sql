create function app.missing_second_factor(p_tenant_id uuid, p_role text)
returns text
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  if app.second_factor_passed() then
    return null;
  end if;
  if app.has_second_factor(auth.uid()) then
    return 'verify';
  end if;
  return (
    select 'enrol' from public.second_factor_rules r
    where r.tenant_id = p_tenant_id and r.role = p_role and r.required_from <= now());
end;
$$;
comment on function app.missing_second_factor(uuid, text) is
  'What the caller, who has the role in the clinic, still has to do before anything of it is shown: verify (there is a factor, and the sign-in has not passed it), enrol (the clinic requires one), or null.';
revoke execute on function app.missing_second_factor(uuid, text) from public, anon, authenticated;
