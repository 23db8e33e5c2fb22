import subprocess
M=[
 ('src/dashboard/people.rules.ts',"if (role === 'learner' && status === 'active') add","if (role === 'learner') add",'test/unit/dashboard/people.rules.test.ts'),
 ('src/dashboard/people.rules.ts',"name ?? launchNames.get(key) ?? null","name ?? null",'test/unit/dashboard/people.rules.test.ts'),
 ('src/dashboard/people.rules.ts',"for (const one of roster ? begun : [...launched, ...begun])","for (const one of [...launched, ...begun])",'test/unit/dashboard/people.rules.test.ts'),
 ('src/dashboard/people.rules.ts',"return progress === 'done' && hasColumn ? 'unsent' : 'none';","return progress === 'done' ? 'unsent' : 'none';",'test/unit/dashboard/people.rules.test.ts'),
 ('src/dashboard/people.rules.ts',"const page = Math.min(wanted, pages);","const page = wanted;",'test/unit/dashboard/people.rules.test.ts'),
 ('src/dashboard/people.rules.ts',"return theirs.find(link => link.id === ownLinkId) ?? theirs[0] ?? null;","return theirs[0] ?? null;",'test/unit/dashboard/people.rules.test.ts'),
 ('src/dashboard/roster.ts',"asking.set(classroomId, running);","",'test/unit/dashboard/roster.test.ts'),
 ('src/dashboard/roster.ts',"return has === 'failed' ? FAILURE_LIFE_MS : LIST_LIFE_MS;","return LIST_LIFE_MS;",'test/unit/dashboard/roster.test.ts'),
 ('src/dashboard/overview.ts',"begun: begun.filter(person => !person.isTrial),","begun,",'test/integration/dashboard/dashboard.test.ts'),
 ('src/dashboard/dashboard.routes.ts',"""  router.post('/refresh', (req, res) => {
    const session = requireTeacher(res);""","""  router.post('/refresh', (req, res) => {
    const session = res.locals.session!;""",'test/integration/dashboard/dashboard.test.ts'),
 ('src/dashboard/dashboard.routes.ts',"rosters.forget(session.classroomId);","",'test/integration/dashboard/dashboard.test.ts'),
 ('src/dashboard/overview.ts',"await parts.grades.resend(activity.id, participantId);","await parts.grades.resend(activity.id);",'test/integration/dashboard/dashboard.test.ts'),
 ('src/lti/nrps.ts',"status: statusOf(claim.status),","status: statusOf(claim.status), ...(claim as object),",'test/unit/lti/nrps.test.ts'),
 ('src/lti/service-answer.rules.ts',"return next.origin === new URL(from).origin ? next.href : null;","return next.href;",'test/unit/lti/answer.rules.test.ts'),
 ('src/lti/ags.ts',"find(r => r.userId === sub)","at(0)",'test/unit/lti/ags.test.ts'),
 ('src/grades/state.rules.ts',"if (!other || other.eventAt < one.eventAt)","if (!other)",'test/unit/grades/state.rules.test.ts'),
]
for i,(f,a,b,t) in enumerate(M):
    s=open(f).read()
    if a not in s: print(i,'NOT FOUND',f,a[:50]); continue
    open(f,'w').write(s.replace(a,b))
    r=subprocess.run(['npx','mocha','--import=tsx','--timeout','20000','--bail',t],capture_output=True,text=True)
    open(f,'w').write(s)
    print(i,'red' if r.returncode else 'GREEN !!!!',f,a[:60].replace('\n',' '),flush=True)
