create function app.has_second_factor(p_user_id uuid)
returns boolean
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  return exists (select from auth.mfa_factors f where f.user_id = p_user_id and f.status = 'verified');
end;
$$;
comment on function app.has_second_factor(uuid) is 'Whether a person comes in with more than a password.';
revoke execute on function app.has_second_factor(uuid) from public, anon, authenticated;
