create function app.missing_second_factor(p_tenant_id uuid, p_role text)
returns text
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  -- asked by every call: written out here, because a call of a helper costs more than what it looks up
  if nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'aal' = 'aal2' then
    return null;
  end if;
  return case
    when exists (select from auth.mfa_factors f where f.user_id = auth.uid() and f.status = 'verified') then 'verify'
    when exists (
      select from public.second_factor_rules r
      where r.tenant_id = p_tenant_id and r.role = p_role and r.required_from <= now()) then 'enrol'
  end;
end;
$$;
comment on function app.missing_second_factor(uuid, text) is
  'What the caller, who has the role in the clinic, still has to do before anything of it is shown: verify (there is a factor, and the sign-in has not passed it), enrol (the clinic requires one), or null.';
revoke execute on function app.missing_second_factor(uuid, text) from public, anon, authenticated;
