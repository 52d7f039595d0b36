-- A form came back: screens that show it, and whoever looks at forms.
create function app.tell_of_intake(p_invite public.intake_invites, p_name text)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform app.broadcast(p_invite.tenant_id, 'intake', jsonb_build_object('id', p_invite.id));
end;
$$;
revoke execute on function app.tell_of_intake(public.intake_invites, text) from public, anon, authenticated;
