create function app.forget_second_factor(p_user_id uuid, p_kept_session uuid)
returns void
language plpgsql
set search_path = ''
as $$
begin
  delete from auth.mfa_factors f where f.user_id = p_user_id;
  delete from app.push_subscriptions d where d.user_id = p_user_id and d.session_id is distinct from p_kept_session;
  delete from auth.sessions s where s.user_id = p_user_id and s.id is distinct from p_kept_session;
  update auth.sessions s set aal = 'aal1', factor_id = null where s.user_id = p_user_id;
end;
$$;
comment on function app.forget_second_factor(uuid, uuid) is
  'Takes all factors of a person away and ends their sign-ins, but the one that is named: what was lost opens nothing any more.';
revoke execute on function app.forget_second_factor(uuid, uuid) from public, anon, authenticated;
