-- Members may listen to their clinic's topic and say where they are (presence); events are spoken by nobody but the
-- database, so that no member can show another a message that does not exist.
create policy select_clinic_topic on realtime.messages for select to authenticated
  using (
    realtime.messages.extension in ('broadcast', 'presence')
    and (select realtime.topic()) in (select 'tenant:' || t from app.my_tenant_ids() t)
  );
create policy insert_clinic_presence on realtime.messages for insert to authenticated
  with check (
    realtime.messages.extension = 'presence'
    and (select realtime.topic()) in (select 'tenant:' || t from app.my_tenant_ids() t)
  );
